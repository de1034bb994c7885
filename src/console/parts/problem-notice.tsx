// A failure as people read it: what happened, what to do, and the ids for the operators.
import { Alert, Button, Typography } from 'antd';
import { problemOf } from './problem.ts';
import { defineWords, fill, useLanguage, useWords } from './words.ts';

const words = defineWords({
  again: { zh: '重试', en: 'Try again' },
  request: { zh: '请求编号 {id}', en: 'Request {id}' },
});

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
}

export function ProblemNotice({ error, onRetry, onClose }: Props) {
  const { language } = useLanguage();
  const text = useWords(words);
  const problem = problemOf(error, language);
  return (
    <Alert
      type={problem.status >= 500 || problem.status === 0 ? 'error' : 'warning'}
      showIcon
      role="alert"
      title={problem.title}
      closable={onClose === undefined ? false : { onClose }}
      description={
        <>
          <div>{problem.remedy}</div>
          {problem.faults !== undefined && problem.faults.length > 0 && (
            <ul className="faults">
              {problem.faults.map((fault) => <li key={`${fault.at}${fault.rule}`}><code>{fault.at}</code> {fault.message ?? fault.rule}</li>)}
            </ul>
          )}
          <Typography.Text type="secondary" className="small">
            {problem.code}{problem.requestId !== '' && ` · ${fill(text.request, { id: problem.requestId })}`}
          </Typography.Text>
        </>
      }
      action={onRetry && <Button size="small" onClick={onRetry}>{text.again}</Button>}
    />
  );
}
