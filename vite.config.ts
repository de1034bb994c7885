// Builds the console (src/console) to dist/console; in development it serves it and passes the API's paths on to a running hub.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const hub = process.env['JIKU_DEV_HUB'] ?? 'http://127.0.0.1:8600';

const outDir = resolve(import.meta.dirname, 'dist/console');

/** Scripts and styles compressed ahead, once, so that the hub needs not do it for every browser. */
const compressAhead = (): Plugin => ({
  name: 'compress-ahead',
  apply: 'build',
  async closeBundle() {
    for (const name of await readdir(join(outDir, 'assets'))) {
      if (!/\.(js|css|svg)$/.test(name)) continue;
      const path = join(outDir, 'assets', name);
      const content = await readFile(path);
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    }
  },
});

export default defineConfig({
  root: resolve(import.meta.dirname, 'src/console'),
  plugins: [react(), compressAhead()],
  server: { port: 5173, proxy: { '/v1': hub } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // ECharts is one chunk that only charts load.
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
  },
});
