import type { StudioSettings, StudioSettingsChange } from '@kora/contracts';
import { dataErrors } from '../errors.ts';
import { reasonOf } from '../file-errors.ts';
import { writeFileAtomically } from '../write-file-atomically.ts';
import { fieldsSetByEnvironment } from './environment-overrides.ts';
import { readStudioConfigFile } from './load-studio-config.ts';

/** The settings that take effect while Studio runs, and are written back to `studio.json`. */
export class LiveSettings {
  readonly #path: string;
  readonly #fixed: ReadonlyMap<string, string>;
  #keep: boolean;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(path: string, keep: boolean, env: NodeJS.ProcessEnv) {
    this.#path = path;
    this.#keep = keep;
    this.#fixed = fieldsSetByEnvironment(env);
  }

  /** Whether contents of runs that begin now are kept. */
  get keep(): boolean {
    return this.#keep;
  }

  read(): StudioSettings {
    const variable = this.#fixed.get('keep_run_contents');
    return {
      keep_run_contents: this.#keep,
      set_by_environment: variable === undefined ? {} : { keep_run_contents: variable },
    };
  }

  /**
   * Changes the file first, whose other fields stay, and then what holds. One change after the other.
   * @throws KORA_CONFIG_SET_BY_ENVIRONMENT, KORA_CONFIG_INVALID, KORA_CONFIG_NOT_WRITTEN; nothing has changed then
   */
  async change({ keep_run_contents }: StudioSettingsChange): Promise<StudioSettings> {
    if (keep_run_contents === undefined) return this.read();
    const field = 'keep_run_contents';
    const variable = this.#fixed.get(field);
    if (variable !== undefined) throw dataErrors.KORA_CONFIG_SET_BY_ENVIRONMENT({ field, variable });
    const write = this.#writing.then(async () => {
      await this.#write(keep_run_contents);
      this.#keep = keep_run_contents;
    });
    this.#writing = write.catch(() => undefined);
    await write;
    return this.read();
  }

  async #write(keep_run_contents: boolean): Promise<void> {
    const path = this.#path;
    const content = `${JSON.stringify({ ...(await readStudioConfigFile(path)), keep_run_contents }, null, 2)}\n`;
    await writeFileAtomically(path, content).catch((error: unknown) => {
      throw dataErrors.KORA_CONFIG_NOT_WRITTEN({ path, reason: reasonOf(error) }, error);
    });
  }
}
