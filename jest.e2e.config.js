'use strict';

const unit = require('./jest.config.js');

/** Tests against a real cluster; see test/e2e/README.md. @type {import('jest').Config} */
module.exports = {
  ...unit,
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 15 * 60 * 1000,
  maxWorkers: 1,
};
