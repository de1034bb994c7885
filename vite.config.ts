// Builds the console (src/console) to dist/console; in development it serves it and passes the API's paths on to a running hub.
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const hub = process.env['JIKU_DEV_HUB'] ?? 'http://127.0.0.1:8600';

export default defineConfig({
  root: resolve(import.meta.dirname, 'src/console'),
  plugins: [react()],
  server: { port: 5173, proxy: { '/v1': hub } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // ECharts is one chunk that only charts load.
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
  },
});
