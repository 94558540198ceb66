// The drill runner carries this folder. It needs the problems of evidence, not the texts of every other area.
export { evidenceProblems } from '../core/problems/catalogue/evidence';
export { problem, type Problem } from '../core/problems/problem';
export { fail, RestorableError } from '../core/problems/restorable-error';
