export * from './catalogue';
export * from './definition';
export * from './format';
export * from './inspection';
export * from './problem';
export * from './restorable-error';
