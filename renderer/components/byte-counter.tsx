/** How much of a limit in bytes a text takes. Silent while there is room, amber near the limit, red above it. */
import { formatBytes } from '#renderer/lib/format.ts';
import './byte-counter.css';

export interface ByteCounterProps {
  sizeBytes: number;
  limitBytes: number;
  /** What the limit is for, told in words: "all attributes together". */
  of?: string;
}

export function ByteCounter({ sizeBytes, limitBytes, of }: ByteCounterProps) {
  const level = rateSize(sizeBytes, limitBytes);
  return (
    <span className={`byte-counter byte-counter-${level}`} role={level === 'over' ? 'alert' : undefined}>
      {formatBytes(sizeBytes)} of {formatBytes(limitBytes)}
      {of === undefined ? '' : `, ${of}`}
      {level === 'over' && `: ${formatBytes(sizeBytes - limitBytes)} too many`}
    </span>
  );
}

/** `near` from nine tenths of the limit on. */
export function rateSize(sizeBytes: number, limitBytes: number): 'fine' | 'near' | 'over' {
  if (sizeBytes > limitBytes) return 'over';
  return sizeBytes >= limitBytes * 0.9 ? 'near' : 'fine';
}
