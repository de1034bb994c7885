// Delivering a file to a feed.
import type { components } from '../../../generated/openapi.ts';
import type { HubDoor } from '../../parts/hub.ts';
import { upload } from '../../parts/upload.ts';

export type Load = components['schemas']['Load'];

export interface Delivery {
  readonly library: string;
  readonly feed: string;
  readonly file: File;
  readonly declaredDate?: string;
  readonly encoding?: string;
}

export function deliver(hub: HubDoor, { library, feed, file, declaredDate, encoding }: Delivery, onProgress: (share: number) => void): Promise<Load> {
  const query = new URLSearchParams({ library, feed, fileName: file.name, ...(declaredDate ? { declaredDate } : {}), ...(encoding ? { encoding } : {}) });
  return upload<Load>(hub, { url: `/v1/loads?${query}`, file }, onProgress);
}
