export default function LoadsPage() {
  return null;
}
