import type { App } from './app';
import type { Composition } from './compose';

const SESSION = Symbol.for('restorable.session');

/** Who runs an app in its own process and wants the composition instead of files: the command line. */
export interface Session {
  /** Folder of the app; paths in it are relative to this. */
  readonly projectFolder: string;
  /** Root to write to. @default - the repository of the app */
  readonly outputFolder?: string;
  /** Called when an app is made. @default - nobody wants to know */
  begin?(app: App): void;
  /** Called by `app.synth()`. */
  receive(app: App, composition: Composition): void;
}

interface Holder {
  [SESSION]?: Session;
}

/** The session an app runs in, if any. Shared by all copies of this package in the process. */
export function currentSession(): Session | undefined {
  return (globalThis as Holder)[SESSION];
}

/** Opens a session, also for apps that compose only after something they wait for. Returns what closes it. */
export function openSession(session: Session): () => void {
  const holder = globalThis as Holder;
  const outer = holder[SESSION];
  holder[SESSION] = session;
  return () => {
    if (outer === undefined) Reflect.deleteProperty(holder, SESSION);
    else holder[SESSION] = outer;
  };
}

/** Runs an app inside a session. */
export function runInSession<T>(session: Session, run: () => T): T {
  const close = openSession(session);
  try {
    return run();
  } finally {
    close();
  }
}
