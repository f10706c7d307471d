#include "dialect/form_dialect.hpp"

namespace migrate {

forms::FormDialect form_dialect(const Dialect& dialect) {
    forms::FormDialect form;
    form.name = dialect.name();
    form.display_name = dialect.display_name();
    for (const std::string_view prefix : dialect.prefixes())
        form.prefixes.emplace_back(prefix);
    form.folding = dialect.capabilities().folding;
    form.schemas = dialect.capabilities().schemas;
    return form;
}

} // namespace migrate
