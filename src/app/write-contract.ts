// Writes what is generated from the contract of the built-in libraries.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractFile, contractTypes } from '../api/contract/contract-files.ts';
import { libraries } from '../libraries/index.ts';

/** openapi.yaml as it must be. */
export const contractText = (): string => contractFile(libraries);

/** openapi.yaml in the project's root. It is committed, and a test fails when it differs. */
export async function writeContract(root: string): Promise<void> {
  await writeFile(join(root, 'openapi.yaml'), contractText());
}

/** src/generated/openapi.ts, which is not committed. */
export async function writeContractTypes(root: string): Promise<void> {
  await writeFile(join(root, 'src/generated/openapi.ts'), await contractTypes(libraries));
}
