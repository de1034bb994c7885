// The metrics of the API process: requests by operation and status, and what waits in the hub. Labels are codes of the contract only.
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Pool } from 'pg';
import { countOverdue } from '../engine/steward/task-upkeep.ts';
import { systemClock } from '../kernel/clock.ts';

export class ApiMetrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'operation' | 'status'>;

  constructor(pool: Pool) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'jiku_request_duration_seconds',
      help: 'Time from the request to its answer; the count is the number of answers',
      labelNames: ['operation', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    });
    countRows(registers, pool);
    countOverdueMatters(registers, pool);
    gaugePool(registers, pool);
  }

  observe(operation: string, status: number, seconds: number): void {
    this.#requests.observe({ operation, status }, seconds);
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** Loads and tasks by state, read when asked. */
function countRows(registers: Registry[], pool: Pool): void {
  const gauges = [
    { name: 'jiku_loads', help: 'Loads by library and state', table: 'hub.load' },
    { name: 'jiku_tasks', help: 'Steward tasks by library and state', table: 'hub.task' },
  ];
  for (const { name, help, table } of gauges) {
    new Gauge({
      name,
      help,
      labelNames: ['library', 'state'],
      registers,
      async collect() {
        const { rows } = await pool.query<{ library: string; state: string; rows: number }>(
          `select library, state, count(*) as rows from ${table} group by library, state`,
        );
        this.reset();
        for (const { library, state, rows: count } of rows) this.set({ library, state }, Number(count));
      },
    });
  }
}

/** What is past its term, by the department it concerns; read when asked. Challenges are among the tasks. */
function countOverdueMatters(registers: Registry[], pool: Pool): void {
  new Gauge({
    name: 'jiku_overdue',
    help: 'Steward tasks, and challenges among them, past their term by department',
    labelNames: ['department', 'matter'],
    registers,
    async collect() {
      const rows = await countOverdue(pool, systemClock.today());
      this.reset();
      for (const { department, tasks, challenges } of rows) {
        this.set({ department, matter: 'task' }, tasks);
        this.set({ department, matter: 'challenge' }, challenges);
      }
    },
  });
}

function gaugePool(registers: Registry[], pool: Pool): void {
  new Gauge({
    name: 'jiku_database_connections',
    help: 'Connections of the pool, and requests that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}
