// Deliveries: the list with a place to drop a file, and the page of one load.
import { Route, Routes } from 'react-router';
import { LoadDetail } from './load-detail.tsx';
import { LoadList } from './load-list.tsx';

export default function LoadsPage() {
  return (
    <Routes>
      <Route index element={<LoadList />} />
      <Route path=":loadId" element={<LoadDetail />} />
    </Routes>
  );
}
