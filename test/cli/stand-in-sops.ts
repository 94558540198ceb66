import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './project';

/** What a stand-in was called with. */
export interface SopsCall {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly stdin: string;
}

/** What a stand-in answers: a document that looks sealed, its input, or a failure. */
export type SopsAnswer = 'sealed' | 'input' | 'failure';

/** A program `sops` that writes down how it was called. What it answers is as sops 3.13 does it, without any encryption. */
export class StandInSops {
  private readonly folder = emptyFolder();

  constructor(answer: SopsAnswer) {
    const program = join(this.folder, 'sops');
    writeFileSync(program, `#!${process.execPath}\n${PROGRAM.replace('ANSWER', JSON.stringify(answer))}`);
    chmodSync(program, 0o755);
  }

  /** The environment in which it is found, and nothing else is. */
  get env(): Readonly<Record<string, string>> {
    return { PATH: this.folder };
  }

  /** How it was called; undefined if it was not. */
  get call(): SopsCall | undefined {
    const record = join(this.folder, 'call.json');
    return existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as SopsCall) : undefined;
  }
}

const PROGRAM = `
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
const stdin = readFileSync(0, 'utf8');
writeFileSync(join(__dirname, 'call.json'), JSON.stringify({ args, cwd: process.cwd(), stdin }));
const answer = ANSWER;
if (answer === 'failure') {
  process.stderr.write('no matching creation rules found for ' + Object.values(JSON.parse(stdin).stringData).join(' ') + '\\n');
  process.exit(1);
}
const sealed = (type) => 'ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:' + type + ']';
const secret = JSON.parse(stdin);
if (answer === 'sealed') {
  for (const key of Object.keys(secret.stringData)) secret.stringData[key] = sealed('str');
  secret.sops = { age: [{ recipient: 'age1standin', enc: 'none' }], mac: sealed('str'), version: '3.13.3' };
}
process.stdout.write(JSON.stringify(secret));
`;
