import { define } from '../definition';

/** Problems of the runbook. */
export const runbookProblems = {
  unverifiedEvidence: define('RST880', {
    title: 'Evidence of the runbook is not verified',
    severity: 'error',
    explanation:
      'Anybody who can write to the place of the evidence can write records. A runbook that quotes them without a key would promise what nobody has measured.',
    fix: 'Give the public key that verifies the records with --key, or leave --evidence out.',
  }),
  lossNotCovered: define('RST881', {
    title: 'Loss that nothing covers',
    severity: 'warning',
    explanation:
      'The runbook says so plainly. Without a procedure, somebody looks for one while the service is down.',
    fix: 'Cover it as the runbook says, or accept it: then everybody knows beforehand.',
  }),
} as const;
