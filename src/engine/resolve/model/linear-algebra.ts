// The one piece of linear algebra that training needs.

/** Solves A x = b for a symmetric positive definite A (rows) by Cholesky's decomposition; A and b are overwritten. */
export function solveSymmetric(a: readonly Float64Array[], b: Float64Array): Float64Array {
  const size = b.length;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = a[row]![column]!;
      for (let k = 0; k < column; k++) sum -= a[row]![k]! * a[column]![k]!;
      a[row]![column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[column]![column]!;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) b[row]! -= a[row]![k]! * b[k]!;
    b[row]! /= a[row]![row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) b[row]! -= a[k]![row]! * b[k]!;
    b[row]! /= a[row]![row]!;
  }
  return b;
}
