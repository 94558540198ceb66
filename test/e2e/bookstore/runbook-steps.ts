/** A step of a runbook, as somebody reads it who follows it. */
export interface ReadStep {
  readonly title: string;
  /** Its commands, as they stand there. */
  readonly script: string;
}

/**
 * The numbered steps of one protection under one loss, in their order: what comes before verification and way back. Throws
 * where there are none.
 */
export function stepsIn(runbook: string, loss: string, protection: string): readonly ReadStep[] {
  const afterLoss = after(runbook, `### ${loss}\n`, /^### /m);
  const section = after(afterLoss, `#### ${protection}\n`, /^####? /m).split('**Verification**')[0] ?? '';
  const steps = [...section.matchAll(/^\d+\. \*\*(.+?)\.\*\*[^\n]*\n\n```sh\n([\s\S]*?)^```$/gm)];
  if (steps.length === 0) throw new Error(`no steps for ${protection} under ${loss}`);
  return steps.map(([, title = '', script = '']) => ({ title, script }));
}

function after(text: string, heading: string, next: RegExp): string {
  const begin = text.indexOf(heading);
  if (begin === -1) throw new Error(`there is no ${heading}`);
  const rest = text.slice(begin + heading.length);
  const end = next.exec(rest)?.index ?? rest.length;
  return rest.slice(0, end);
}
