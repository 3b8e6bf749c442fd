// The scanner's picture filters in plain C++, written so that the compiler turns the inner loops into vector code.
// All of them: `out` is resized to fit and must not be the picture that `in` looks at; an empty `in` gives an empty `out`.
#pragma once

#include "kiosk/scan/picture.h"

namespace uke::kiosk::scan {

// in + amount × (in − blurred in), blurred by the 5-tap binomial (1 4 6 4 1)/16 in both directions, edges repeated.
// `amount_halves` is the amount in halves, 1…8: 5 sharpens by 2.5.
void unsharp(View in, int amount_halves, Picture& out);

// Every pixel is the rounded mean of 2×2; an odd last row or column is left out.
void half_size(View in, Picture& out);

// Twice the size, bilinear: out(2x) = (3 in(x) + in(x−1)) / 4 and out(2x+1) = (3 in(x) + in(x+1)) / 4, likewise for rows.
void twice_size(View in, Picture& out);

// 255 − in.
void invert(View in, Picture& out);

}  // namespace uke::kiosk::scan
