// The languages that the product speaks.
#pragma once

#include "shared/base/describe.h"

#include <cstdint>

namespace uke::i18n {

enum class Language : std::uint8_t { ja, en };
BOOST_DESCRIBE_ENUM(Language, ja, en)

}  // namespace uke::i18n
