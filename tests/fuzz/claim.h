// What a fuzz target says must hold. Stays in every build, unlike assert.
#pragma once

#include <cstdio>
#include <cstdlib>

#define CLAIM(...)                                                                   \
  do {                                                                               \
    if (!(__VA_ARGS__)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)
