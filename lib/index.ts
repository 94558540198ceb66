export * from './core/problems';
