import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist',
      'build',
      'coverage',
      'node_modules',
      'lib/kubernetes/generated',
      '**/*.js',
      '**/*.mjs',
      'examples/*/flux',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-expressions': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@pulumi/*'], message: 'Only stacks/ may load Pulumi.' }] },
      ],
    },
  },
  { files: ['stacks/**', 'test/stacks/**', 'test/e2e/stacks*'], rules: { 'no-restricted-imports': 'off' } },
  // Constructs register themselves with their scope: `new` for its effect is how composition reads.
  { files: ['examples/**', 'test/**', 'bench/**'], rules: { 'no-new': 'off' } },
);
