import { secret, type Input } from '@pulumi/pulumi';
import type { StoreKeysInput } from '../cluster/component';
import type { StackConfig } from './config';

/** Keys of a store from a secret setting, if they are given; both or none. */
export function storeKeys(config: StackConfig, key: string): StoreKeysInput | undefined {
  const { accessKeyId, secretAccessKey } = config.secretTexts(key);
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  return {
    accessKeyId: hidden(config, `${key}.accessKeyId`, accessKeyId),
    secretAccessKey: hidden(config, `${key}.secretAccessKey`, secretAccessKey),
  };
}

/** A part of a secret setting; a problem where it is missing. */
export function hidden(config: StackConfig, place: string, value: string | undefined): Input<string> {
  return secret(value ?? config.text(place));
}
