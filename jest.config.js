'use strict';

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    '^restorable$': '<rootDir>/lib/index.ts',
    '^restorable/charts$': '<rootDir>/charts/index.ts',
    '^restorable/stacks$': '<rootDir>/stacks/index.ts',
  },
  globalSetup: '<rootDir>/test/setup/bundle-runner.mjs',
  maxWorkers: 2,
};
