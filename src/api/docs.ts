// The contract for readers: /openapi.json, /openapi.yaml, and swagger-ui at /docs. Everything comes from this origin.
import type { Express, NextFunction, Request, Response } from 'express';
import swaggerUi from 'swagger-ui-express';
import { contractYaml } from './contract/contract-files.ts';
import type { ContractDocument } from './contract/document.ts';

// Swagger UI writes style attributes and inlines its icons; scripts come from files only.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function serveDocs(app: Express, document: ContractDocument): void {
  const json = JSON.stringify(document);
  const yaml = contractYaml(document);
  app.get('/openapi.json', (_request, response) => void response.type('application/json').send(json));
  app.get('/openapi.yaml', (_request, response) => void response.type('application/yaml').send(yaml));
  // Its files are named relative to the folder.
  app.get('/docs', (_request, response) => response.redirect('/docs/'));
  const page = swaggerUi.generateHTML(undefined, { swaggerUrl: '/openapi.json', customSiteTitle: '基库开放接口 · Jiku API' });
  const files = swaggerUi.serveFiles(undefined, { swaggerUrl: '/openapi.json' });
  app.use('/docs', secure, files, (_request: Request, response: Response) => void response.type('text/html').send(page));
}

function secure(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  next();
}
