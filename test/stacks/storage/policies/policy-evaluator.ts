import type { PolicyDocument, PolicyStatement } from '../../../../stacks/storage/policies/document';

/** A request as IAM sees it. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the request has; the others are absent. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * What policies say to a request, by the rules of IAM: a denial wins, and what nobody allows is denied (IAM User Guide,
 * policy evaluation logic). Conditions of one statement must all hold; a negated one also holds where its key is absent.
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  request: IamRequest,
): 'allowed' | 'denied' | 'no' {
  const applying = documents.flatMap(({ Statement }) => Statement).filter((each) => applies(each, request));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return applying.length > 0 ? 'allowed' : 'no';
}

function applies({ Action, Resource, Condition = {} }: PolicyStatement, request: IamRequest): boolean {
  return (
    (Action === '*' || Action.includes(request.action)) &&
    (Resource ?? []).some((pattern) => isLike(pattern, request.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) =>
        holds(operator, request.context?.[key], [expected].flat()),
      ),
    )
  );
}

function holds(operator: string, value: string | undefined, expected: readonly string[]): boolean {
  switch (operator) {
    case 'Null':
      return expected.includes(String(value === undefined));
    case 'Bool':
      return value !== undefined && expected.includes(value);
    case 'StringLike':
      return value !== undefined && expected.some((pattern) => isLike(pattern, value));
    case 'StringNotEquals':
      return value === undefined || !expected.includes(value);
    case 'NumericLessThan':
      return value !== undefined && expected.every((limit) => Number(value) < Number(limit));
    default:
      throw new Error(`the operator ${operator} is not known`);
  }
}

function isLike(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
