import { coreProblems, define, problemCatalogue } from '../../../lib/core';

test('a definition cannot be changed', () => {
  const wrong = define('RST998', {
    title: 'Wrong',
    severity: 'error',
    explanation: 'It breaks.',
    fix: 'Repair it.',
  });
  expect(Object.isFrozen(wrong)).toBe(true);
});

test('the catalogue has every code once, in order', () => {
  const codes = problemCatalogue.map((definition) => definition.code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes).toEqual(
    expect.arrayContaining(Object.values(coreProblems).map((definition) => definition.code)),
  );
});

test.each(problemCatalogue)(
  '$code is three digits and says what would happen and what to do, in sentences',
  (definition) => {
    expect(definition.code).toMatch(/^RST[1-9]\d{2}$/);
    expect(definition.title).toMatch(/^\S.*[^.\s]$/);
    expect(definition.explanation).toMatch(/^\S.*\.$/);
    expect(definition.fix).toMatch(/^\S.*\.$/);
  },
);

test('the codes of the core are RST1xx', () => {
  expect(Object.values(coreProblems).filter(({ code }) => !code.startsWith('RST1'))).toEqual([]);
});
