// std::visit with one lambda per alternative; a visitor that forgets one does not compile.
#pragma once

namespace migrate {

template <class... Fs>
struct Overloaded : Fs... {
    using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>; // clang before 17 needs it

} // namespace migrate
