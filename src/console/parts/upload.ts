// Sending a file: XMLHttpRequest, since fetch does not tell how far an upload is.
import { newKey, type HubDoor } from './hub.ts';
import { ProblemError, type ProblemBody } from './problem.ts';

export interface Sending {
  /** Path and query. */
  readonly url: string;
  readonly file: File;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a file that was taken; a refusal is thrown as a ProblemError. */
export function upload<Answer>(hub: HubDoor, { url, file, headers = {} }: Sending, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries({ ...hub.headers(), ...headers, 'Content-Type': contentType(file.name), 'Idempotency-Key': newKey() })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('network: the upload was cut off'));
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status === 202) resolve(body as Answer);
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
