// Sending a file: XMLHttpRequest, since fetch does not tell how far an upload is.
import type { components } from '../../../generated/openapi.ts';
import { newKey, type HubDoor } from '../../parts/hub.ts';
import { ProblemError, type ProblemBody } from '../../parts/problem.ts';

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
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/v1/loads?${query}`);
    for (const [name, value] of Object.entries({ ...hub.headers(), 'Content-Type': contentType(file.name), 'Idempotency-Key': newKey() })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('network: the upload was cut off'));
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status === 202) resolve(body as Load);
      else reject(new ProblemError((body as ProblemBody | null) ?? { type: 'about:blank', title: `HTTP ${request.status}`, status: request.status, code: 'UNKNOWN', remedy: '', requestId: '' }));
    };
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function contentType(name: string): string {
  if (/\.csv$/i.test(name)) return 'text/csv';
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'application/x-ndjson';
  if (/\.xlsx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return /\.gz$/i.test(name) ? 'application/gzip' : 'application/octet-stream';
}
