import { createSigningKey } from '../../signing/keys/signing-key.ts';
import { EXIT } from '../exit-codes.ts';
import { writeNew } from '../files.ts';
import type { Report } from '../report.ts';

/** Makes a key pair: the private key in a file that only its owner can read, the public key beside it as `<file>.pub`. */
export async function keygen(options: { readonly out: string }): Promise<Report> {
  const { privateJwk, publicKey } = await createSigningKey();
  const publicFile = `${options.out}.pub`;
  await writeNew(options.out, `${JSON.stringify(privateJwk)}\n`, 0o600);
  await writeNew(publicFile, `${JSON.stringify(publicKey)}\n`, 0o644);
  return {
    data: { ...publicKey, private_key_file: options.out, public_key_file: publicFile },
    text: `${publicKey.kid}\nPrivate key: ${options.out} (keep it secret)\nPublic key: ${publicFile}`,
    exitCode: EXIT.done,
  };
}
