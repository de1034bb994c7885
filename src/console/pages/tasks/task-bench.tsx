// One task on the bench: evidence, records side by side, the result, and the row of deeds with their keys.
import { Alert, Button, Input, Modal, Radio, Skeleton, Switch, Tag, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { formatInstant } from '../../parts/format.ts';
import { sourceLabel, useLibrary } from '../../parts/library.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { ChallengePanel } from './challenge-panel.tsx';
import { Comparison } from './comparison.tsx';
import { EvidencePanel } from './evidence.tsx';
import { useKeys } from './keys.ts';
import { haveDifferentNumbers, moveOf, type Facts, type Verdict } from './moves.ts';
import { evidenceOf, useTaskKinds, type Task } from './queue.ts';
import { directionOf } from './relation.ts';
import { RelationPanel } from './relation-panel.tsx';
import { shapeOf, sidesOf, useGoldens, type Shape, type Side } from './sides.ts';
import { usePreview } from './use-preview.ts';
import type { Workbench } from './use-workbench.ts';
import { reasons, words } from './words.ts';

export function TaskBench({ bench, task }: { bench: Workbench; task: Task }) {
  const text = useWords(words);
  const say = useSay();
  const library = useLibrary(task.library).data;
  const kinds = useTaskKinds().data;
  const shape = shapeOf(task, kinds?.find(({ library: of, code }) => of === task.library && code === task.kind)?.endedBy);
  const { goldens, isPending, error } = useGoldens(library, task.goldenIds);
  const [isTurned, setTurned] = useState(false);
  const direction = directionOf(task, isTurned);
  const preview = usePreview(task, shape, goldens, direction);
  const [reason, setReason] = useState('');
  const [onlyDifferences, setOnly] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [isClosing, setClosing] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const field = useRef<InputRef>(null);
  const sides = useMemo(() => inOrder(sidesOf(task, shape, goldens), direction?.from), [task, shape, goldens, direction?.from]);
  const masked = useMemo(() => new Set(goldens.flatMap((golden) => golden.masked)), [goldens]);

  const decide = (verdict: Verdict): void => {
    if (library === undefined || isPending) return;
    const facts: Facts = { task, shape, library, goldens, picked, direction };
    const move = moveOf(verdict, facts, reason.trim() || say(reasons[shape !== 'relation' ? verdict : verdict === 'same' ? 'relate' : 'not_related']));
    if (move === 'pick') setNotice(text.pickRecords);
    else if (move === 'close') bench.close('no_action', reason.trim() || say(reasons.close));
    else if (move !== null) bench.decide(move.decision, verdictsOf(shape, text)[verdict === 'same' ? 0 : 1]);
  };
  const turn = (): void => setTurned((now) => !now);
  useKeys({
    N: bench.next, S: () => decide('same'), D: () => decide('not_same'), K: bench.skip, U: bench.undo,
    C: canClose(shape) ? () => setClosing(true) : undefined, R: () => field.current?.focus(), F: () => setOnly((now) => !now),
    T: shape === 'relation' ? turn : undefined,
  });
  useEffect(() => {
    setReason('');
    setPicked(new Set());
    setNotice(null);
    setTurned(false);
  }, [task.taskId]);

  const pick = (record: string, isPicked: boolean): void => {
    const chosen = new Set(picked);
    if (isPicked) chosen.add(record);
    else chosen.delete(record);
    setNotice(null);
    setPicked(chosen);
  };
  const hints: readonly string[] = [
    ...(shape === 'goldens' && library !== undefined && haveDifferentNumbers(library, goldens) ? [text.differsInNumber] : []),
    ...(shape === 'within' ? [text.splitHint, text.sameRecords] : []),
    ...(shape === 'held' ? [text.sameHeld] : []),
    ...(shape === 'confirm' ? [text.confirmTask] : []),
  ];
  const departments = task.departments.map((code) => say(sourceLabel(library, code))).join('、');
  return (
    <section className="bench" aria-label={say(task.kindLabel)} data-task={task.taskId}>
      <header className="bench-head">
        <h1>{say(task.kindLabel)}</h1>
        <span className="quiet">{say(task.ruleLabel)} · {task.rule}</span>
        <Tag>{fill(text.priority, { n: task.priority })}</Tag>
        {task.dueOn !== null && <Tag color={task.isOverdue ? 'red' : 'default'}>{fill(text.dueOn, { day: task.dueOn })}{task.isOverdue ? ` · ${text.late}` : ''}</Tag>}
        <span className="quiet grow" title={departments}>{departments}</span>
        {task.claimedUntil !== null && <span className="quiet small">{fill(text.held, { time: formatInstant(task.claimedUntil).slice(-5) })}</span>}
        <label className="row small"><Switch size="small" checked={onlyDifferences} onChange={setOnly} />{text.onlyDifferences} <kbd>F</kbd></label>
      </header>
      <div className="bench-body" tabIndex={0} role="group" aria-label={text.evidence}>
        {bench.error !== null && <div className="notice"><ProblemNotice error={bench.error} onRetry={bench.reload} onClose={bench.forget} /></div>}
        {error !== null && <div className="notice"><ProblemNotice error={error} /></div>}
        {preview.error !== null && <div className="notice"><ProblemNotice error={preview.error} /></div>}
        {hints.length > 0 && <Alert className="notice" type="info" title={hints.join(' ')} />}
        {notice !== null && <Alert className="notice" type="warning" title={notice} />}
        {shape === 'relation' && library !== undefined && direction !== null && !isPending && (
          <RelationPanel
            library={library} type={evidenceOf(task).relation!} direction={direction} sides={sides} needsSecondPerson={preview.data?.needsSecondPerson ?? false} onTurn={turn}
          />
        )}
        <EvidencePanel task={task} />
        {shape === 'load' && <div className="idle"><p>{fill(text.loadTask, { n: task.loadId! })}</p><Link to={`/loads/${task.loadId}`}><Button type="primary">{fill(text.openLoad, { n: task.loadId! })}</Button></Link></div>}
        {shape === 'challenge' && <ChallengePanel challengeId={task.challengeId!} library={library} />}
        {shape !== 'load' && (isPending || library === undefined ? <Skeleton active className="notice" /> : (
          <>
            {sides.some(({ isShown }) => !isShown) && <Alert className="notice" type="info" title={text.noValues} />}
            <Comparison
              library={library} task={task} sides={sides} masked={masked} onlyDifferences={onlyDifferences} onPick={pick}
              picked={shape === 'within' ? picked : null} result={shape === 'relation' ? null : preview.data ?? null}
            />
          </>
        ))}
      </div>
      <footer className="bench-foot">
        <Verdicts shape={shape} isBusy={bench.isBusy} onVerdict={decide} />
        {canClose(shape) && <Button disabled={bench.isBusy} onClick={() => setClosing(true)}>{text.nothingToDo} <kbd>C</kbd></Button>}
        <Button disabled={bench.isBusy} onClick={bench.skip}>{text.skip} <kbd>K</kbd></Button>
        <Input
          ref={field} className="reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} onPressEnter={(event) => event.currentTarget.blur()}
          placeholder={`[R] ${text.reason}: ${text.reasonHint}`} aria-label={text.reason}
        />
        <Button disabled={bench.isBusy || !bench.canUndo} onClick={bench.undo}>{text.undo} <kbd>U</kbd></Button>
        <Button disabled={bench.isBusy} onClick={bench.next}>{text.next} <kbd>N</kbd></Button>
        <Button disabled={bench.isBusy} type="text" onClick={bench.release}>{text.release}</Button>
      </footer>
      {isClosing && <CloseDialog reason={reason} onCancel={() => setClosing(false)} onClose={(outcome, why) => (setClosing(false), bench.close(outcome, why))} />}
    </section>
  );
}

const canClose = (shape: Shape): boolean => shape === 'goldens' || shape === 'held' || shape === 'within' || shape === 'alone' || shape === 'relation';

/** What the two verdicts are called. */
function verdictsOf(shape: Shape, text: Record<keyof typeof words, string>): [yes: string, no: string] {
  if (shape === 'confirm') return [text.confirm, text.decline];
  if (shape === 'challenge') return [text.accept, text.refuse];
  return shape === 'relation' ? [text.relate, text.notRelated] : [text.same, text.notSame];
}

/** Who stands in the relation is on the left. */
function inOrder(sides: readonly Side[], first: string | undefined): readonly Side[] {
  return first === undefined ? sides : [...sides].sort((one, other) => Number(other.goldenId === first) - Number(one.goldenId === first));
}

function Verdicts({ shape, isBusy, onVerdict }: { shape: Shape; isBusy: boolean; onVerdict: (verdict: Verdict) => void }) {
  const text = useWords(words);
  if (shape === 'load' || shape === 'alone') return null;
  const [yes, no] = verdictsOf(shape, text);
  return (
    <>
      <Button type="primary" disabled={isBusy} onClick={() => onVerdict('same')}>{yes} <kbd>S</kbd></Button>
      <Button danger disabled={isBusy} onClick={() => onVerdict('not_same')}>{no} <kbd>D</kbd></Button>
    </>
  );
}

interface CloseProps {
  readonly reason: string;
  readonly onCancel: () => void;
  readonly onClose: (outcome: 'no_action' | 'handled_elsewhere', reason: string) => void;
}

function CloseDialog({ reason, onCancel, onClose }: CloseProps) {
  const text = useWords(words);
  const say = useSay();
  const [outcome, setOutcome] = useState<'no_action' | 'handled_elsewhere'>('no_action');
  const [why, setWhy] = useState(reason.trim() || say(reasons.close));
  const isGiven = why.trim().length >= 2;
  return (
    <Modal open title={text.closeTitle} onCancel={onCancel} onOk={() => onClose(outcome, why.trim())} okText={text.nothingToDo} okButtonProps={{ disabled: !isGiven }}>
      <div className="stack">
        <Radio.Group value={outcome} onChange={(event) => setOutcome(event.target.value)} options={[{ value: 'no_action', label: text.noAction }, { value: 'handled_elsewhere', label: text.elsewhere }]} />
        <Input autoFocus value={why} maxLength={500} aria-label={text.reason} onChange={(event) => setWhy(event.target.value)} onPressEnter={() => isGiven && onClose(outcome, why.trim())} />
      </div>
    </Modal>
  );
}
