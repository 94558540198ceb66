import { runtime, type Inputs } from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb';

/** A resource as it was registered, with the options that decide its life. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Inputs as the provider would get them; secrets are unwrapped. */
  readonly inputs: Inputs;
  /** Names of the inputs that are secret. */
  readonly secretInputs: readonly string[];
  readonly parent: string;
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
  /** URNs it depends on, by `dependsOn` and by its inputs. */
  readonly dependencies: readonly string[];
  readonly timeouts: { readonly create: string; readonly delete: string };
}

/** How the engine marks a secret. */
export const SECRET_MARK = '4dabf18193072939515e22adb298388d';

/** Outputs of a resource beside its inputs, and its id where it matters, by type. */
export type MockedOutputs = (type: string, name: string, inputs: Inputs) => Inputs;

class RecordingMonitor extends MockMonitor {
  readonly registered: Registered[] = [];

  constructor(outputs: MockedOutputs) {
    super({
      call: ({ inputs }) => inputs as Inputs,
      newResource: ({ type, name, inputs }) => {
        const { id = `${name}-id`, ...state } = outputs(type, name, inputs as Inputs) as { id?: string };
        return { id, state: { ...(inputs as Inputs), ...state } };
      },
    });
  }

  override async registerResource(
    req: RegisterResourceRequest,
    callback: (error: unknown, response: unknown) => void,
  ): Promise<void> {
    const raw = (req.getObject()?.toJavaScript() ?? {}) as Readonly<Record<string, unknown>>;
    const timeouts = req.getCustomtimeouts();
    await super.registerResource(req, (error: unknown, response: { getUrn(): string }) => {
      if (error === null || error === undefined) {
        this.registered.push({
          type: req.getType(),
          name: req.getName(),
          urn: response.getUrn(),
          inputs: opened(raw) as Inputs,
          secretInputs: Object.keys(raw).filter((key) => JSON.stringify(raw[key]).includes(SECRET_MARK)),
          parent: req.getParent(),
          provider: req.getProvider(),
          protect: req.getProtect() ?? false,
          retainOnDelete: req.getRetainondelete() ?? false,
          ignoreChanges: req.getIgnorechangesList(),
          deleteBeforeReplace: req.getDeletebeforereplace(),
          additionalSecretOutputs: req.getAdditionalsecretoutputsList(),
          aliases: req.getAliasesList().map((alias) => alias.getUrn() || (alias.getSpec()?.getName() ?? '')),
          dependencies: req.getDependenciesList(),
          timeouts: { create: timeouts?.getCreate() ?? '', delete: timeouts?.getDelete() ?? '' },
        });
      }
      callback(error, response);
    });
  }
}

function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  if (SECRET_MARK in value && 'value' in value) return opened(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

/** What a program registered, and the outputs it returned. */
export interface MockedRun {
  readonly resources: readonly Registered[];
  readonly outputs: Inputs;
  /** The one resource of a name. Throws where there is none, or several. */
  find(name: string): Registered;
  /** Resources of a type. */
  ofType(type: string): readonly Registered[];
}

/**
 * Runs a program against mocks and waits until every resource is registered. What it returns becomes the outputs of the
 * stack. `MockMonitor` knows nothing of options, so this one reads them from the requests.
 */
export async function runMocked(
  program: () => Inputs | Promise<Inputs>,
  settings: { readonly outputs?: MockedOutputs; readonly preview?: boolean } = {},
): Promise<MockedRun> {
  const monitor = new RecordingMonitor(settings.outputs ?? (() => ({})));
  runtime.setMockOptions(monitor, 'restorable', 'test', settings.preview ?? false, 'organization');
  const outputs = await runtime.runInPulumiStack(() => Promise.resolve(program()));
  await runtime.disconnect();
  const resources = monitor.registered.filter(({ type }) => type !== 'pulumi:pulumi:Stack');
  const stack = [...monitor.getRegisteredResources().values()].find(({ urn }) =>
    urn.includes('pulumi:Stack'),
  );
  const stackOutputs = (stack?.state as { toJavaScript?(): Inputs } | undefined)?.toJavaScript?.();
  return {
    resources,
    outputs: stackOutputs ?? outputs ?? {},
    find(name) {
      const found = resources.filter((resource) => resource.name === name);
      const [first] = found;
      if (first === undefined || found.length > 1)
        throw new Error(
          `${found.length} resources are called ${name}: ${resources.map((each) => each.name).join(', ')}`,
        );
      return first;
    },
    ofType: (type) => resources.filter((resource) => resource.type === type),
  };
}
