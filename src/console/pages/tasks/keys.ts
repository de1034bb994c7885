// Keys of the task workbench. Letters typed into a field stay letters; Escape leaves the field.
import { useEffect, useRef } from 'react';

export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

export function useKeys(keys: KeyMap): void {
  const held = useRef(keys);
  useEffect(() => {
    held.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'checkbox';
      if (isTyping) {
        if (event.key === 'Escape') target.blur();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null) return;
      // The place on the keyboard, so that an input method for Chinese does not swallow the letter.
      const key = event.code.startsWith('Key') ? event.code.slice(3) : event.key;
      const act = held.current[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
