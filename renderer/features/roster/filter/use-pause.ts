/** Whether a value has stayed the same for a while. */
import { useEffect, useState } from 'react';

export function usePause(value: string, pauseMs: number): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled === value;
}
