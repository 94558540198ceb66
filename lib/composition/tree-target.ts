import { RestorableError, type Problem } from '../core';
import { FileTree } from '../flux/write';

/** The tree that a composition fills; files that cannot stand in it become problems of the composition. */
export class TreeTarget {
  readonly tree = new FileTree();
  readonly problems: Problem[] = [];

  /** @param owner construct path of whoever the file belongs to */
  add(path: string, content: string, owner: string): void {
    try {
      this.tree.add(path, content, owner);
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      this.problems.push(...error.problems.map((p) => ({ ...p, path: owner })));
    }
  }
}
