// Finding a person or firm: the ways that the library offers and the account may use. Numbers stay in the page and in request bodies.
import { Empty, Segmented, Skeleton, Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { PurposeGate } from '../../parts/purpose-gate.tsx';
import { useAllLibraries, type Library } from '../../parts/library.ts';
import { useMay } from '../../parts/session.ts';
import { useSay, useWords } from '../../parts/words.ts';
import { LikenessSearch } from './likeness-search.tsx';
import { NameSearch } from './name-search.tsx';
import { NumberSearch } from './number-search.tsx';
import { SubjectSearch } from './subject-search.tsx';
import { UniqueSearch } from './unique-search.tsx';
import { VerifyForm } from './verify-form.tsx';
import { words } from './words.ts';

export default function SearchPage() {
  return <PurposeGate><Search /></PurposeGate>;
}

interface Way {
  readonly key: string;
  readonly label: string;
  readonly children: ReactNode;
}

function useWays(): (library: Library) => Way[] {
  const text = useWords(words);
  const may = useMay();
  return (library) => {
    const { resource, search, identifiers, kind } = library;
    const canRead = may(`${resource}:read`);
    const canSearch = may(`${resource}:search`);
    const isEntity = kind === 'entity';
    const ways: (Way | false)[] = [
      isEntity && canRead && identifiers.length > 0 && { key: 'number', label: text.byNumber, children: <NumberSearch library={library} /> },
      canSearch && search?.names !== undefined && { key: 'name', label: text.byName, children: <NameSearch library={library} /> },
      canSearch && search?.unique !== undefined && { key: 'unique', label: text.byAttributes, children: <UniqueSearch library={library} /> },
      canSearch && kind === 'subject_record' && { key: 'subject', label: text.bySubject, children: <SubjectSearch library={library} /> },
      may(`${resource}:match`) && library.matchRules.scored !== undefined && { key: 'likeness', label: text.byLikeness, children: <LikenessSearch library={library} /> },
      isEntity && may(`${resource}:verify`) && { key: 'verify', label: text.verify, children: <VerifyForm library={library} /> },
    ];
    return ways.filter((way): way is Way => way !== false);
  };
}

function Search() {
  const text = useWords(words);
  const say = useSay();
  const libraries = useAllLibraries();
  const waysOf = useWays();
  const [chosen, setChosen] = useState<string | null>(null);
  const offered = libraries.map((library) => ({ library, ways: waysOf(library) })).filter(({ ways }) => ways.length > 0);
  const current = offered.find(({ library }) => library.code === chosen) ?? offered[0];
  if (libraries.length === 0) return <div className="page"><Skeleton active /></div>;
  if (current === undefined) return <div className="page"><Empty description={text.noWay} /></div>;
  const isVerifyOnly = offered.every(({ ways }) => ways.every(({ key }) => key === 'verify'));
  return (
    <div className="page stack">
      <div className="page-head">
        <h1 className="h1">{isVerifyOnly ? text.titleVerify : text.title}</h1>
        <Segmented
          aria-label={text.library} value={current.library.code} onChange={setChosen}
          options={offered.map(({ library }) => ({ value: library.code, label: say(library.label) }))}
        />
      </div>
      <Tabs key={current.library.code} items={current.ways} destroyOnHidden={false} className="panel" />
    </div>
  );
}
