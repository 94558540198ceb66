export * from './app';
export type { Composition } from './compose';
export * from './session';
