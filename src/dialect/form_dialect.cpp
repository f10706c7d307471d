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
    form.rowid_alias = dialect.capabilities().strict_tables; // rowids come with them
    form.max_name_bytes = dialect.capabilities().max_name_bytes;
    form.syntax = &dialect.syntax();
    return form;
}

} // namespace migrate
