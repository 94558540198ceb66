'use strict';

const unit = require('./jest.config.js');

/** The whole fault table on real rehearsals. @type {import('jest').Config} */
module.exports = {
  ...unit,
  roots: ['<rootDir>/test/faults'],
  testMatch: ['**/*.faults.ts'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
