/** The environment's word; colour is never alone, and PRODUCTION is the only word in capitals. */
import type { Environment } from '#contract/domain/server-profile';
import './environment-badge.css';

export function EnvironmentBadge({ environment }: { environment: Environment }) {
  return (
    <span className={`environment-badge environment-badge-${environment}`}>
      {environment === 'production' ? 'PRODUCTION' : environment}
    </span>
  );
}
