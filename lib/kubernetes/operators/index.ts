export * from './operators';
export * from './versions';
