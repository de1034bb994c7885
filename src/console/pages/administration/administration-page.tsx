export default function AdministrationPage() {
  return null;
}
