// Asks the questions over HTTP and shows each as a curl line with what it answers.
import type { Terminal } from '../terminal.ts';
import type { Cast, Player, Role } from './cast.ts';
import type { Answer, Json, Question } from './questions.ts';

const longestAnswer = 900;
const usualMatter = 'DEMO-0001';

export class Interview {
  readonly #url: string;
  readonly #cast: Cast;
  readonly #terminal: Terminal;
  readonly #tokens = new Map<string, string>();
  /** Titles of the answers that were not as expected. */
  readonly wrong: string[] = [];

  constructor(url: string, cast: Cast, terminal: Terminal) {
    this.#url = url;
    this.#cast = cast;
    this.#terminal = terminal;
  }

  async ask(question: Question): Promise<Answer> {
    const answer = await this.fetch(question);
    this.#show(question, this.#cast[question.by], answer);
    return answer;
  }

  /** Asks without showing anything. */
  async fetch(question: Omit<Question, 'title' | 'isExpected'>): Promise<Answer> {
    const player = this.#cast[question.by];
    const headers = {
      Authorization: `Bearer ${await this.#token(question.by)}`,
      'X-Purpose': player.purpose, 'X-Matter-Code': question.matter ?? usualMatter, 'X-Operator-Id': 'clerk-1',
      'Accept-Language': this.#terminal.language,
      ...(question.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const body = question.body === undefined ? undefined : JSON.stringify(question.body);
    const response = await fetch(this.#url + question.path, { method: question.method, headers, body });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
  }

  /** The token endpoint is asked as any client asks it, once for each client; tokens live five minutes. */
  async #token(role: Role): Promise<string> {
    const { clientId, secret } = this.#cast[role];
    const held = this.#tokens.get(clientId);
    if (held !== undefined) return held;
    this.#terminal.print(`\n${variableOf(role)}=$(curl -s ${this.#url}/oauth/token -u ${clientId}:${secret} -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')`);
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    const response = await fetch(`${this.#url}/oauth/token`, { method: 'POST', body });
    const answer = (await response.json()) as { access_token?: string };
    if (answer.access_token === undefined) throw new Error(`no token for ${clientId}: ${response.status} ${JSON.stringify(answer)}`);
    this.#tokens.set(clientId, answer.access_token);
    return answer.access_token;
  }

  #show(question: Question, player: Player, answer: Answer): void {
    const isExpected = question.isExpected(answer);
    const title = this.#terminal.label(question.title);
    if (!isExpected) this.wrong.push(title);
    const text = JSON.stringify(answer.body);
    this.#terminal.print(`\n${isExpected ? '✓' : '✗'} ${title}`);
    this.#terminal.print(this.#curl(question, player));
    this.#terminal.print(`→ ${answer.status} ${text.length > longestAnswer ? `${text.slice(0, longestAnswer)} …` : text}`);
  }

  #curl({ by, method, path, body, matter: code = usualMatter }: Question, { purpose }: Player): string {
    const data = body === undefined ? '' : ` \\\n  -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
    const matter = `-H 'X-Purpose: ${purpose}' -H 'X-Matter-Code: ${code}' -H 'X-Operator-Id: clerk-1'`;
    return `curl -s ${method === 'POST' ? '-X POST ' : ''}'${this.#url}${path}' \\\n  -H "Authorization: Bearer $${variableOf(by)}" ${matter}${data}`;
  }
}

const variableOf = (role: Role): string => `TOKEN_${role.toUpperCase()}`;
