import type { ClusterSpecStorage } from '../kubernetes/generated/postgresql.cnpg.io/v1';
import { Quantity } from '../core';
import type { StorageInput } from './postgres-cluster-props';

/** A volume of a server: size and storage class. */
export class Volume {
  /** Reads a volume. Throws RST104. */
  static of(input: StorageInput): Volume {
    if (typeof input === 'string' || input instanceof Quantity)
      return new Volume(Quantity.of(input), undefined, undefined);
    return new Volume(Quantity.of(input.size), input.storageClass, input.resizeInUseVolumes);
  }

  private constructor(
    readonly size: Quantity,
    readonly storageClass: string | undefined,
    readonly resizeInUseVolumes: boolean | undefined,
  ) {}

  /** `spec.storage` or `spec.walStorage` of a Cluster. */
  spec(): ClusterSpecStorage {
    return {
      size: this.size.toString(),
      ...(this.storageClass !== undefined && { storageClass: this.storageClass }),
      ...(this.resizeInUseVolumes !== undefined && { resizeInUseVolumes: this.resizeInUseVolumes }),
    };
  }
}
