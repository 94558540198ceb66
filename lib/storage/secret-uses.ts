import type { IConstruct } from 'constructs';
import { Inspection, storageProblems } from '../core';
import type { RequiredSecret, SecretRole, StorageGrant } from '../plan';
import type { Credentials } from './credentials';
import { SecretLedger } from './secret-ledger';

const LEDGER = Symbol.for('restorable.secretUses');

/** One use of credentials. */
export interface SecretUse {
  /** Name of the Kubernetes cluster. */
  readonly cluster: string;
  /** Namespace of the user, and so of the Secret. */
  readonly namespace: string;
  readonly credentials: Credentials;
  readonly role: SecretRole;
  /** The right on a store that the user needs. @default - none: they are no storage credentials */
  readonly grant?: StorageGrant;
  /** Construct path of the user. */
  readonly usedBy: string;
  /**
   * Values that keys must have, by what they hold, where they are no secret (bucket, endpoint, region). Those of keys the
   * contract does not name are left out.
   *
   * @default - none
   */
  readonly expected?: Readonly<Partial<Record<string, string>>>;
}

interface Root extends IConstruct {
  [LEDGER]?: SecretLedger;
}

/** The uses of credentials in a composition: what its recovery plan lists as required Secrets. */
export class SecretUses {
  /** Uses by this construct, kept for the tree it belongs to. Problems are reported at it. */
  static of(scope: IConstruct): SecretUses {
    return new SecretUses(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Every Secret the tree needs, each once, sorted by cluster, namespace and name. */
  requiredSecrets(): readonly RequiredSecret[] {
    return ledgerOf(this.scope).requiredSecrets();
  }

  /**
   * Declares a use. Reports `RST216` where the Secret is declared otherwise already, `RST217` where a key would need two
   * values, `RST218` where it would open two stores, and warns (`RST219`, `RST220`) about credentials that are shared by
   * a writer and a drill, or by namespaces without saying so.
   */
  declare(use: SecretUse): void {
    const ledger = ledgerOf(this.scope);
    const inspect = Inspection.of(this.scope);
    const { credentials, cluster } = use;
    const subject = credentials.name ?? credentials.identity;
    for (const conflict of ledger.add(use)) {
      inspect.report(storageProblems[conflict.problem], {
        property: 'credentials',
        value: subject,
        reason: conflict.reason,
      });
    }
    const other = ledger.findOtherSide(use);
    if (other !== undefined) {
      inspect.report(storageProblems.writerReadsForDrill, {
        property: 'credentials',
        value: subject,
        reason:
          other === use.usedBy
            ? `'${other}' writes and drills with them in the cluster ${cluster}`
            : `'${other}' and '${use.usedBy}' use them, one to write and one to drill, in the cluster ${cluster}`,
      });
    }
    const elsewhere = ledger.findOtherNamespace(use);
    if (elsewhere !== undefined) {
      inspect.report(storageProblems.sharedCephUser, {
        property: 'credentials',
        value: credentials.sharedAccount,
        reason: `the namespaces ${elsewhere} and ${use.namespace} of the cluster ${cluster} would have one user`,
      });
    }
  }
}

function ledgerOf(construct: IConstruct): SecretLedger {
  const root = construct.node.root as Root;
  const known = root[LEDGER];
  if (known !== undefined) return known;
  const created = new SecretLedger();
  Object.defineProperty(root, LEDGER, { value: created });
  return created;
}
