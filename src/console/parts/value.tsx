// One value on the screen: masked values carry a lock, differing characters a mark that does not rest on colour alone.
import { LockOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { differencesOf } from './difference.ts';
import { formatValue } from './format.ts';
import type { Library, Scalar } from './library.ts';
import { defineWords, useLanguage, useWords } from './words.ts';

const words = defineWords({
  masked: { zh: '按共享协议脱敏显示', en: 'Masked by the share agreement' },
  none: { zh: '无', en: 'no value' },
});

interface Props {
  readonly library: Library | undefined;
  readonly attribute: string;
  readonly value: Scalar | undefined;
  readonly isMasked?: boolean;
  /** The value to tell the differences from. */
  readonly against?: Scalar | undefined;
}

export function Value({ library, attribute, value, isMasked = false, against }: Props) {
  const { language } = useLanguage();
  const text = useWords(words);
  const shown = formatValue(library, attribute, value, language);
  if (shown === '') return <span className="quiet" title={text.none}>–</span>;
  const type = library?.attributes[attribute]?.type;
  const isNumber = type === 'identifier' || type === 'phone' || type === 'date' || type === 'amount';
  const other = formatValue(library, attribute, against, language);
  const pieces = against === undefined || other === '' ? [{ text: shown, differs: false }] : type === 'code' ? [{ text: shown, differs: shown !== other }] : differencesOf(shown, other);
  return (
    <span className={isNumber ? 'value number' : 'value'}>
      {pieces.map((piece, index) => (piece.differs ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
      {isMasked && <Tooltip title={text.masked}><LockOutlined className="lock" aria-label={text.masked} /></Tooltip>}
    </span>
  );
}
