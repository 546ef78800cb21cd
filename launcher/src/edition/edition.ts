import type { TrustStore } from '@kora/contracts';
import type { DataPaths } from '@kora/kernel';
import type { CarriedPlugin, PluginSigner } from '../carried/carried-plugin.ts';

/** Under which signature the carried plugins are installed, and whom the data root trusts once they are. */
export interface Signing {
  readonly signer: PluginSigner;
  readonly trust: TrustStore;
}

/** What differs between a Studio that runs from a checkout and one that runs from the single executable. */
export interface Edition {
  readonly name: 'source' | 'executable';
  /** Keys of releases that this edition vouches for; none from source. */
  readonly releaseKeys: TrustStore['publishers'];
  plugins(): readonly CarriedPlugin[];
  /** The licences of everything in it that is the work of others, as one text. */
  licences(): string;
  /**
   * @param publishers those of the carried plugins.
   * @param repair whether a key that the user no longer trusts may be trusted again.
   */
  signing(paths: DataPaths, publishers: ReadonlySet<string>, repair: boolean): Promise<Signing>;
}
