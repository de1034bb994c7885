// How much room an element has: what virtual lists and charts are drawn into.
import { useEffect, useState, type RefObject } from 'react';

export function useRoom(holder: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const measure = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setRoom({ width: Math.round(width), height: Math.round(height) });
    });
    measure.observe(element);
    return () => measure.disconnect();
  }, [holder]);
  return room;
}
