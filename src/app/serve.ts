// A listening hub: the HTTP server and, unless told otherwise, the worker in the same process.
import type { AddressInfo } from 'node:net';
import { openApi, type Api } from './compose-api.ts';
import type { Hub } from './compose.ts';
import { startWork } from './work.ts';

export interface Serving {
  /** Where it listens, as a base URL. */
  readonly url: string;
  readonly api: Api;
  stop(): Promise<void>;
}

/** Listens on the configured host and port. `work: false` leaves loads and schedules to other processes. */
export async function serve(hub: Hub, { work = true }: { work?: boolean } = {}): Promise<Serving> {
  const api = await openApi(hub);
  const { host, port } = hub.config;
  await new Promise<void>((resolve, reject) => {
    api.server.once('error', reject);
    api.server.listen(port, host, () => resolve());
  });
  const stopWork = work ? await startWork(hub) : async (): Promise<void> => {};
  const address = api.server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    api,
    async stop() {
      await Promise.all([stopWork(), api.stop()]);
    },
  };
}
