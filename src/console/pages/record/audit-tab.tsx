// Who saw the record: for auditors, inside the record page.
import { AuditTable } from '../../parts/audit-table.tsx';

export function AuditTab({ library, goldenId }: { library: string; goldenId: string }) {
  return <AuditTable question={{ library, goldenId }} />;
}
