// A listening hub: the HTTP server and, unless told otherwise, the worker in the same process.
import type { AddressInfo } from 'node:net';
import { HubError } from '../kernel/errors.ts';
import { openApi, type Api } from './compose-api.ts';
import type { Hub } from './compose.ts';
import { startWork } from './work.ts';

export interface Serving {
  /** Where it listens, as a base URL. */
  readonly url: string;
  readonly api: Api;
  stop(): Promise<void>;
}

/** Listens on the configured host and port, or throws ADDRESS_UNAVAILABLE. `work: false` leaves loads and schedules to other processes. */
export async function serve(hub: Hub, { work = true }: { work?: boolean } = {}): Promise<Serving> {
  const api = await openApi(hub);
  const stopWork = await begin(api, hub, work).catch(async (error: unknown) => {
    await api.stop();
    throw error;
  });
  const address = api.server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    api,
    async stop() {
      await Promise.all([stopWork(), api.stop()]);
    },
  };
}

async function begin({ server }: Api, hub: Hub, work: boolean): Promise<() => Promise<void>> {
  const { host, port } = hub.config;
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      reject(new HubError('ADDRESS_UNAVAILABLE', 'cannot listen on the configured address', { host, port, reason: code }));
    });
    server.listen(port, host, () => resolve());
  });
  return work ? startWork(hub) : async () => {};
}
